/** What is read of notices, so that one press reads all of it again. */
export const noticesKey = ['notices'] as const
