import { withOtherProvider } from '../../../nodes/shared/otherProvider';
import { providerNamed, providers } from '../../../providers';
import type { Provider } from '../../../providers/contract';
import type { FailureKind } from '../../../providers/failure';

const named = (name: string): Provider => providerNamed(name) as Provider;
const description = (name: string, orderId: string, kind: FailureKind = 'not_found'): string =>
	withOtherProvider(named(name), orderId, { kind, message: 'M', description: 'D.' }).description;

test.each([
	['aliexpress', 'SO2110258K167O5C', 'Tuya'],
	['tuya', '8190439416163295', 'AliExpress'],
])('%s: the id %s of another provider is named', (name, orderId, other) => {
	expect(description(name, orderId)).toBe(
		`D. “${orderId}” looks like an order ID of ${other}: check the field Provider.`,
	);
});

test.each([
	['an id in the provider’s own form', 'tuya', 'SO2110258K167O5C', 'not_found'],
	['an id in no known form', 'tuya', 'X-1', 'not_found'],
	['a failure that no id leads to', 'tuya', '8190439416163295', 'transient'],
] as const)('%s adds nothing', (_title, name, orderId, kind) => {
	expect(description(name, orderId, kind)).toBe('D.');
});

test('the example of each provider has its own form, and no other’s', () => {
	for (const { orderId, name } of providers) {
		const matching = providers.filter((each) => each.orderId.form.test(orderId.example));
		expect(matching.map((each) => each.name)).toEqual([name]);
	}
});
