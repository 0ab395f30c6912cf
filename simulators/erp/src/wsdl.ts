import { NAMESPACE } from './write-answer.ts';

/** A WSDL 1.1 of one endpoint: its operations, with messages of any content, as this system has always had it. */
export function writeWsdl(url: string, operations: readonly string[]): string {
  const service = new URL(url).pathname.slice(1).replace('.asmx', '');
  const each = (write: (operation: string) => string): string => operations.map(write).join('');
  return `<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${NAMESPACE}" targetNamespace="${NAMESPACE}">
<wsdl:types><xs:schema targetNamespace="${NAMESPACE}" elementFormDefault="qualified">${each(
    (name) =>
      `<xs:element name="${name}" type="xs:anyType"/><xs:element name="${name}Response" type="xs:anyType"/>`,
  )}</xs:schema></wsdl:types>
${each(
  (name) =>
    `<wsdl:message name="${name}In"><wsdl:part name="parameters" element="tns:${name}"/></wsdl:message><wsdl:message name="${name}Out"><wsdl:part name="parameters" element="tns:${name}Response"/></wsdl:message>`,
)}
<wsdl:portType name="${service}Soap">${each(
    (name) =>
      `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}In"/><wsdl:output message="tns:${name}Out"/></wsdl:operation>`,
  )}</wsdl:portType>
<wsdl:binding name="${service}Soap" type="tns:${service}Soap"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>${each(
    (name) =>
      `<wsdl:operation name="${name}"><soap:operation soapAction="${NAMESPACE}/${name}" style="document"/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>`,
  )}</wsdl:binding>
<wsdl:service name="${service}"><wsdl:port name="${service}Soap" binding="tns:${service}Soap"><soap:address location="${url}"/></wsdl:port></wsdl:service>
</wsdl:definitions>
`;
}
