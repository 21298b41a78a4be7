/** What the file chooser offers; the server looks at the content itself. */
export const acceptedTypes = '.jpg,.jpeg,.png,.pdf,.docx,.xlsx,image/jpeg,image/png,application/pdf'

export const maxFileBytes = 20 * 1024 * 1024
