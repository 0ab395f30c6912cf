import type { Payment } from './payment.ts';

/** The page on which a shopper confirms a payment, as a bank would show it. */
export function renderActionPage({ id, amount, currency, status }: Payment): string {
  const question =
    status === 'requires_action'
      ? `<p>Somebody pays ${amount} (minor units of ${currency}) with your card. Is it you?</p>
    <form method="post" action="/actions/${id}">
      <button name="result" value="approve">Approve</button>
      <button name="result" value="decline">Decline</button>
    </form>`
      : `<p>This payment is ${status}.</p>`;
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Confirm your payment</title></head>
  <body>
    <h1>Confirm your payment</h1>
    ${question}
  </body>
</html>
`;
}
