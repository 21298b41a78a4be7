/** Our attributes on the result columns of a decision table, as dmn-moddle describes an extension. */
export const YIWANG_DMN_MODDLE = {
  name: 'YiwangDmn',
  uri: 'https://yiwang.dev/dmn/1.0',
  prefix: 'yiwang',
  xml: { tagAlias: 'lowerCase' },
  associations: [],
  types: [
    {
      name: 'StatutoryColumn',
      extends: ['dmn:OutputClause'],
      properties: [
        { name: 'unit', isAttr: true, type: 'String' },
        { name: 'basis', isAttr: true, type: 'String' },
        { name: 'notAbove', isAttr: true, type: 'String' },
      ],
    },
  ],
}
