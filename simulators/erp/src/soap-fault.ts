/** What is answered with HTTP 500 and a SOAP Fault. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  /** Client: the request is wrong. Server: it may do better later. */
  readonly side: 'Client' | 'Server';
  readonly code: string;

  constructor(side: 'Client' | 'Server', code: string, message: string) {
    super(message);
    this.side = side;
    this.code = code;
  }
}
