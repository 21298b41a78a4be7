import { route } from '../../../platform/http/index.ts'
import { GetFlowChart } from '../contract/index.ts'
import { getFlowChart } from '../queries/get-flow.ts'

export const publicRoutes = [route(GetFlowChart, { permit: 'public', run: getFlowChart })]
