export const INTERACTION_COOKIE = 'yiwang_sign_on_request'
