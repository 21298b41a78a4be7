import { FlowKeeper } from '../actors/flow-keeper.ts'
import { energyReview } from '../actors/items.ts'
import { test } from '../actors/test.ts'

const TABLE = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="grades" name="节能审查分档" namespace="https://yiwang.dev/dmn">
  <inputData id="energy" name="annualEnergy"><variable name="annualEnergy" typeRef="number"/></inputData>
  <decision id="grade" name="用能档次">
    <informationRequirement id="needs"><requiredInput href="#energy"/></informationRequirement>
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input id="column" label="年综合能源消费量"><inputExpression id="read" typeRef="number"><text>annualEnergy</text></inputExpression></input>
      <output id="result" label="档次" typeRef="string"/>
      <rule id="small"><inputEntry id="small-if"><text>&lt; 1000</text></inputEntry><outputEntry id="small-then"><text>"一般项目"</text></outputEntry></rule>
      <rule id="large"><inputEntry id="large-if"><text>&gt;= 1000</text></inputEntry><outputEntry id="large-then"><text>"重点项目"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`

test('a decision table is asked as a case begins, and its page says by which rule and on what @desktop', async ({
  agent,
  clerk,
  handler,
  itemAdmin,
  installation,
}) => {
  const keeper = new FlowKeeper(itemAdmin.desk)
  await keeper.publishesTable('energy-grade', TABLE)
  await keeper.redraws('energy-review', [
    ['annualEnergy,annualPower', 'annualEnergy,annualPower,用能档次'],
    [
      '<bpmn:sequenceFlow id="start_to_handle" sourceRef="start" targetRef="handle" />',
      `<bpmn:businessRuleTask id="grading" name="定档" yiwang:decision="energy-grade" yiwang:version="1" />
       <bpmn:sequenceFlow id="start_to_handle" sourceRef="start" targetRef="grading" />
       <bpmn:sequenceFlow id="grading_to_handle" sourceRef="grading" targetRef="handle" />`,
    ],
    [
      '<bpmndi:BPMNShape id="handle_shape"',
      `<bpmndi:BPMNShape id="grading_shape" bpmnElement="grading"><dc:Bounds x="150" y="131" width="60" height="50" /></bpmndi:BPMNShape>
       <bpmndi:BPMNEdge id="grading_to_handle_line" bpmnElement="grading_to_handle"><di:waypoint x="210" y="156" /><di:waypoint x="230" y="156" /></bpmndi:BPMNEdge>
       <bpmndi:BPMNShape id="handle_shape"`,
    ],
    [
      '<di:waypoint x="138" y="156" /><di:waypoint x="230" y="156" />',
      '<di:waypoint x="138" y="156" /><di:waypoint x="150" y="156" />',
    ],
  ])
  await keeper.plansForNewCases('energy-review', '按用能多少分档审查')

  const aCase = await agent.applies(energyReview)
  await clerk.receives(aCase)
  await clerk.accepts(aCase)
  await installation.drain()
  await handler.seesWhyDecided(aCase, ['节能审查分档（第 1 版）', '年综合能源消费量：1800', '第 2 条', '重点项目'])
})
