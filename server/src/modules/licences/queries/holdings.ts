import type { Context } from '../../../platform/act/index.ts'
import { factsOf } from '../../../platform/module/index.ts'
import type { DataSubject, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import { STATE_TITLES, stateOn } from '../domain/licence.ts'
import * as licenceStore from '../store/licence-store.ts'

/** 证照 keeps of people: what they hold. */
export const holdings: readonly PersonalHolding[] = [
  {
    name: 'licences/licences',
    title: '证照',
    purpose: '证明您得到的许可，供查验和以后办事时使用',
    basis: '行政许可法第三十九条；国务院令第716号第十条：电子证照与纸质证照有同等效力',
    source: '机关作出决定后颁发，内容来自您的申请',
    keptFor: '有效期内，以及所属办件的保管期限内',
    tables: {
      'licences.licences': [
        'owner_account_id',
        'holder_sealed',
        'holder_blind',
        'holder_code_sealed',
        'holder_code_blind',
        'fields_sealed',
      ],
    },
    followsThings: true,
    list: listLicences,
  },
]

async function listLicences(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const licences = await licenceStore.licencesOfPerson(ctx, of)
  return licences.map((licence) => ({
    id: licence.id,
    title: licence.name,
    at: `${licence.issuedOn}T00:00:00.000+08:00`,
    facts: factsOf({
      持证者: licence.holder,
      持证者代码: licence.holderCode,
      证照标识: licence.identifier,
      证照编号: licence.licenceNo,
      颁发机关: licence.organizationName,
      颁发日期: licence.issuedOn,
      有效期: licence.validTo === undefined ? `${licence.validFrom} 起` : `${licence.validFrom} 至 ${licence.validTo}`,
      状态: STATE_TITLES[stateOn(licence, ctx.today)],
      状态的原因: licence.stateReason,
      ...Object.fromEntries(licence.fields.map(({ title, value }) => [`证载：${title}`, value])),
    }),
  }))
}
