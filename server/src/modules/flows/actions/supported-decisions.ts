/** What a decision file may hold and means something; everything else of DMN is refused by name. */
export const KNOWN_DMN: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    'dmn:Definitions': [
      'namespace',
      'expressionLanguage',
      'typeLanguage',
      'itemDefinition',
      'drgElement',
      'artifact',
      'dmnDI',
      'exporter',
      'exporterVersion',
    ],
    'dmn:ItemDefinition': ['typeRef', 'allowedValues', 'itemComponent', 'isCollection'],
    'dmn:InputData': ['variable'],
    'dmn:InformationItem': ['typeRef'],
    'dmn:Decision': [
      'variable',
      'informationRequirement',
      'authorityRequirement',
      'decisionLogic',
      'question',
      'allowedAnswers',
    ],
    'dmn:InformationRequirement': ['requiredDecision', 'requiredInput'],
    'dmn:KnowledgeSource': ['locationURI', 'type', 'authorityRequirement', 'owner'],
    'dmn:AuthorityRequirement': ['requiredDecision', 'requiredInput', 'requiredAuthority'],
    'dmn:DecisionTable': [
      'input',
      'output',
      'rule',
      'annotation',
      'hitPolicy',
      'aggregation',
      'preferredOrientation',
      'outputLabel',
      'typeRef',
    ],
    'dmn:InputClause': ['inputExpression', 'inputValues'],
    'dmn:OutputClause': ['typeRef', 'outputValues', 'defaultOutputEntry', 'unit', 'basis', 'notAbove'],
    'dmn:DecisionRule': ['inputEntry', 'outputEntry', 'annotationEntry'],
    'dmn:UnaryTests': ['text', 'expressionLanguage'],
    'dmn:LiteralExpression': ['text', 'typeRef', 'expressionLanguage'],
  }).map(([type, names]) => [type, new Set([...names, 'id', 'name', 'label', 'description', 'extensionElements'])]),
)

/** Elements of a decision file that only describe it. */
export const QUIET_DMN: ReadonlySet<string> = new Set(['dmn:KnowledgeSource'])

const TITLES: Readonly<Record<string, string>> = {
  'dmn:BusinessKnowledgeModel': '业务知识模型（函数）',
  'dmn:DecisionService': '决策服务',
  'dmn:KnowledgeRequirement': '对业务知识模型的引用',
  'dmn:Invocation': '函数调用框',
  'dmn:Context': '上下文框',
  'dmn:List': '列表框',
  'dmn:Relation': '关系框',
  'dmn:FunctionDefinition': '函数定义框',
  'dmn:Import': '引入其他文件',
}

/** DMN's way of deciding between several hits, and why a table with it is refused. */
export const REFUSED_POLICIES: Readonly<Record<string, string>> = {
  PRIORITY: '按结果的优先次序取一条（P）',
  'RULE ORDER': '按规则次序列出全部（R）',
  'OUTPUT ORDER': '按结果次序列出全部（O）',
}

/** The Chinese name of an element's type, for those who drew it. */
export function titleOfDmn(type: string): string {
  return TITLES[type] ?? type.replace('dmn:', '')
}
