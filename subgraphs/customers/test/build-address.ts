import { saveAddress } from '#src/data/addresses.ts';

import { START, type TestCustomers } from './build.ts';

/** A valid address that is both defaults of the customer. */
export async function insertAddressRow(
  { service }: TestCustomers,
  customerId: string,
): Promise<void> {
  const absent = { company: null, line2: null, region: null, postalCode: null, phone: null };
  await service.db.transaction((tx) =>
    saveAddress(tx, {
      id: `adr_${customerId}`,
      customerId,
      label: null,
      body: { name: 'Ada', line1: '1 Main St', city: 'London', countryCode: 'GB', ...absent },
      isDefaultShipping: true,
      isDefaultBilling: true,
      createdAt: START,
    }),
  );
}
