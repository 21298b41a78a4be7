import type { NodeKind } from '../domain/graph.ts'

/** What runs. Everything else in a file is refused by name. Of a catching event, its definition says which kind it is. */
export const ELEMENTS: ReadonlyMap<string, NodeKind> = new Map([
  ['bpmn:StartEvent', 'start'],
  ['bpmn:EndEvent', 'end'],
  ['bpmn:UserTask', 'task'],
  ['bpmn:ServiceTask', 'service'],
  ['bpmn:BusinessRuleTask', 'rule'],
  ['bpmn:CallActivity', 'call'],
  ['bpmn:SubProcess', 'sub'],
  ['bpmn:ExclusiveGateway', 'exclusive'],
  ['bpmn:ParallelGateway', 'parallel'],
  ['bpmn:InclusiveGateway', 'inclusive'],
  ['bpmn:IntermediateCatchEvent', 'timer'],
  ['bpmn:BoundaryEvent', 'boundary'],
])

/** Per kind, which definitions an event may have. */
export const EVENT_DEFINITIONS: ReadonlyMap<NodeKind, ReadonlySet<string>> = new Map([
  ['timer', new Set(['bpmn:TimerEventDefinition', 'bpmn:MessageEventDefinition'])],
  ['boundary', new Set(['bpmn:TimerEventDefinition', 'bpmn:MessageEventDefinition'])],
  ['end', new Set(['bpmn:TerminateEventDefinition'])],
])

/** Only drawn, without meaning for a run: notes, swim lanes' labels, groups. */
export const QUIET_ELEMENTS: ReadonlySet<string> = new Set([
  'bpmn:TextAnnotation',
  'bpmn:Association',
  'bpmn:Group',
  'bpmn:Category',
])

const EVERYWHERE = ['id', 'name', 'documentation', 'incoming', 'outgoing', 'lanes']

/** Per element, the properties that are read when it runs, or that only describe it; moddle gives ours without their prefix. */
export const KNOWN_PROPERTIES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    'bpmn:Process': ['isExecutable', 'flowElements', 'artifacts', 'laneSets', 'processType', 'variables', 'part'],
    'bpmn:SubProcess': ['flowElements', 'artifacts', 'laneSets', 'loopCharacteristics'],
    'bpmn:Message': [],
    'bpmn:StartEvent': ['eventDefinitions'],
    'bpmn:EndEvent': ['eventDefinitions'],
    'bpmn:UserTask': [
      ...['step', 'role', 'limitWorkdays', 'distinctFrom', 'loopCharacteristics'],
      ...['procedures', 'documents', 'risk', 'riskLevel', 'riskMeasure'],
    ],
    'bpmn:ServiceTask': ['service', 'text'],
    'bpmn:BusinessRuleTask': ['decision', 'version'],
    'bpmn:CallActivity': ['calledElement', 'version', 'loopCharacteristics'],
    'bpmn:MultiInstanceLoopCharacteristics': ['isSequential', 'loopCardinality'],
    'bpmn:InclusiveGateway': ['default', 'gatewayDirection'],
    'bpmn:ExclusiveGateway': ['default', 'gatewayDirection'],
    'bpmn:ParallelGateway': ['gatewayDirection'],
    'bpmn:IntermediateCatchEvent': ['eventDefinitions'],
    'bpmn:BoundaryEvent': ['eventDefinitions', 'attachedToRef', 'cancelActivity'],
    'bpmn:TimerEventDefinition': ['timeDuration', 'workdays'],
    'bpmn:MessageEventDefinition': ['messageRef'],
    'bpmn:TerminateEventDefinition': [],
    'bpmn:SequenceFlow': ['sourceRef', 'targetRef', 'conditionExpression', 'isImmediate'],
  }).map(([type, names]) => [type, new Set([...EVERYWHERE, ...names])]),
)

const TITLES: Readonly<Record<string, string>> = {
  'bpmn:Process': '流程',
  'bpmn:StartEvent': '开始事件',
  'bpmn:EndEvent': '结束事件',
  'bpmn:UserTask': '人工环节',
  'bpmn:SequenceFlow': '连线',
  'bpmn:ExclusiveGateway': '排他网关',
  'bpmn:ParallelGateway': '并行网关',
  'bpmn:InclusiveGateway': '包容网关',
  'bpmn:EventBasedGateway': '事件网关',
  'bpmn:ComplexGateway': '复杂网关',
  'bpmn:Task': '未定类型的环节',
  'bpmn:ManualTask': '手工环节',
  'bpmn:ServiceTask': '服务环节',
  'bpmn:ScriptTask': '脚本环节',
  'bpmn:SendTask': '发送环节',
  'bpmn:ReceiveTask': '接收环节',
  'bpmn:BusinessRuleTask': '业务规则环节',
  'bpmn:CallActivity': '调用活动',
  'bpmn:SubProcess': '子流程',
  'bpmn:AdHocSubProcess': '自由子流程',
  'bpmn:Transaction': '事务子流程',
  'bpmn:IntermediateCatchEvent': '中间捕获事件',
  'bpmn:IntermediateThrowEvent': '中间抛出事件',
  'bpmn:BoundaryEvent': '边界事件',
  'bpmn:TimerEventDefinition': '定时',
  'bpmn:MessageEventDefinition': '消息',
  'bpmn:SignalEventDefinition': '信号',
  'bpmn:ErrorEventDefinition': '错误',
  'bpmn:EscalationEventDefinition': '升级',
  'bpmn:ConditionalEventDefinition': '条件事件',
  'bpmn:LinkEventDefinition': '链接',
  'bpmn:TerminateEventDefinition': '终止',
  'bpmn:CompensateEventDefinition': '补偿',
  'bpmn:CancelEventDefinition': '取消',
  'bpmn:DataObject': '数据对象',
  'bpmn:DataObjectReference': '数据对象',
  'bpmn:DataStoreReference': '数据存储',
  'bpmn:Collaboration': '泳池（协作）',
  'bpmn:Message': '消息',
  'bpmn:Signal': '信号',
  'bpmn:Error': '错误',
  'bpmn:Choreography': '编排',
  'bpmn:StandardLoopCharacteristics': '循环',
  'bpmn:MultiInstanceLoopCharacteristics': '多实例',
}

/** The Chinese name of an element's type, for those who drew it. */
export function titleOf(type: string): string {
  return TITLES[type] ?? type.replace('bpmn:', '')
}
