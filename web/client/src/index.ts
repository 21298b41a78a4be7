export { ApiProblem, type FieldError, type ProblemBody, problemOf, unreachable } from './api-problem.ts'
export { createBrowserTransport } from './browser-transport.ts'
export { type CallOptions, hrefOf } from './call.ts'
export type { CallInput, CallOutput, ContractShape } from './contract-shape.ts'
export { type ClientOf, type ContractModules, createClientOf } from './create-client.ts'
export {
  createInjectedTransport,
  type InjectedTransportOptions,
  type InjectRequest,
  type InjectResponse,
} from './injected-transport.ts'
export { askPasskey, canUsePasskeys, makePasskey, PasskeyTrouble } from './passkey.ts'
export { type Client, createClient } from './server-client.ts'
export type { ApiRequest, ApiResponse, Transport } from './transport.ts'
export { upload, uploadForFile, type UploadOptions } from './upload.ts'
