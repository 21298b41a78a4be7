/** 空白的流程: a beginning, one approval, an end; every flow of powers has at least that. */
export const BLANK_FLOW = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:yiwang="https://yiwang.dev/bpmn/1.0"
  id="file" targetNamespace="https://yiwang.dev/flows">
  <bpmn:process id="flow" name="新流程" isExecutable="true">
    <bpmn:startEvent id="start" name="受理"><bpmn:outgoing>line1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="approve" name="审批" yiwang:step="approve" yiwang:role="approver">
      <bpmn:incoming>line1</bpmn:incoming><bpmn:outgoing>line2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="end" name="办结"><bpmn:incoming>line2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="line1" sourceRef="start" targetRef="approve" />
    <bpmn:sequenceFlow id="line2" sourceRef="approve" targetRef="end" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="drawing">
    <bpmndi:BPMNPlane id="plane" bpmnElement="flow">
      <bpmndi:BPMNShape id="start_shape" bpmnElement="start"><dc:Bounds x="102" y="138" width="36" height="36" /></bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="approve_shape" bpmnElement="approve"><dc:Bounds x="230" y="116" width="120" height="80" /></bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="end_shape" bpmnElement="end"><dc:Bounds x="442" y="138" width="36" height="36" /></bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="line1_line" bpmnElement="line1"><di:waypoint x="138" y="156" /><di:waypoint x="230" y="156" /></bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="line2_line" bpmnElement="line2"><di:waypoint x="350" y="156" /><di:waypoint x="442" y="156" /></bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`
