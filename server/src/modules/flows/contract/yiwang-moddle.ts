/** Our attributes on BPMN elements, as bpmn-moddle and bpmn-js describe an extension. */
export const YIWANG_MODDLE = {
  name: 'Yiwang',
  uri: 'https://yiwang.dev/bpmn/1.0',
  prefix: 'yiwang',
  xml: { tagAlias: 'lowerCase' },
  associations: [],
  types: [
    {
      name: 'FlowProcess',
      extends: ['bpmn:Process'],
      properties: [
        { name: 'variables', isAttr: true, type: 'String' },
        { name: 'part', isAttr: true, type: 'Boolean' },
      ],
    },
    {
      name: 'FlowTask',
      extends: ['bpmn:UserTask'],
      properties: [
        { name: 'step', isAttr: true, type: 'String' },
        { name: 'role', isAttr: true, type: 'String' },
        { name: 'limitWorkdays', isAttr: true, type: 'String' },
        { name: 'distinctFrom', isAttr: true, type: 'String' },
        { name: 'procedures', isAttr: true, type: 'String' },
        { name: 'documents', isAttr: true, type: 'String' },
        { name: 'risk', isAttr: true, type: 'String' },
        { name: 'riskLevel', isAttr: true, type: 'String' },
        { name: 'riskMeasure', isAttr: true, type: 'String' },
      ],
    },
    {
      name: 'FlowService',
      extends: ['bpmn:ServiceTask'],
      properties: [
        { name: 'service', isAttr: true, type: 'String' },
        { name: 'text', isAttr: true, type: 'String' },
      ],
    },
    {
      name: 'FlowDecision',
      extends: ['bpmn:BusinessRuleTask'],
      properties: [
        { name: 'decision', isAttr: true, type: 'String' },
        { name: 'version', isAttr: true, type: 'String' },
      ],
    },
    {
      name: 'FlowCall',
      extends: ['bpmn:CallActivity'],
      properties: [{ name: 'version', isAttr: true, type: 'String' }],
    },
    {
      name: 'FlowTimer',
      extends: ['bpmn:TimerEventDefinition'],
      properties: [{ name: 'workdays', isAttr: true, type: 'String' }],
    },
  ],
}
