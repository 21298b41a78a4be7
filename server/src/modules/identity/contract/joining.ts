import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { JoinerFields, StaffChangeView, joiningProblems } from '../../organizations/contract/index.ts'
import { identityProblems } from './problems.ts'
import { SignInLogin } from './public-fields.ts'

export const ProposeJoining = contract({
  name: 'identity.proposeJoining',
  method: 'POST',
  path: '/api/joiners',
  summary: '提出入职：登记人员、岗位和账号，由安全管理员确认；到岗日零点起生效，密码由本人凭两半首次登录码设置',
  body: Type.Object({ ...JoinerFields.properties, login: SignInLogin }),
  response: Type.Object({
    change: StaffChangeView,
    /** 半个首次登录码: shown once; who confirms is given the other half. */
    codePart: Type.String(),
  }),
  problems: [...joiningProblems, identityProblems['login-taken'], identityProblems['account-exists']],
})
