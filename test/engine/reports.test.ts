import cases from '../fixtures/reports.json';
import { ali, ALI_SAMPLE, tuya, type Stage, useStage } from './stage.support';

interface Case {
	readonly name: string;
	readonly provider: 'aliexpress' | 'tuya';
	readonly ids?: readonly string[];
	readonly order?: unknown;
	readonly tracking?: unknown;
	/** Bodies that the gateway answers first, one for each order call. */
	readonly faults?: ReadonlyArray<Record<string, unknown>>;
	/** What a token call of AliExpress is answered. */
	readonly createAnswer?: unknown;
	readonly credential?: Readonly<Record<string, string>>;
	readonly baseUrlSuffix?: string;
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly onError?: 'continueRegularOutput';
	/** Path into what came of it → the value, a `/pattern/`, `!/none/`, or a least number. */
	readonly expect: Readonly<Record<string, unknown>>;
}

const NO_TRACKING = {
	aliexpress_ds_order_tracking_get_response: {
		result: { ret: false, code: '1001', msg: 'TRACKING DATA NOT FOUND' },
	},
};

const stage = useStage();

const at = (value: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value);

function check(actual: unknown, expected: unknown): void {
	const [, not, pattern] = (typeof expected === 'string' && /^(!?)\/(.*)\/$/.exec(expected)) || [];
	const said = expect(String(actual ?? ''));
	if (pattern !== undefined) (not ? said.not : said).toMatch(new RegExp(pattern, 's'));
	else if (typeof expected === 'object' && expected !== null && '$min' in expected) {
		expect(actual).toBeGreaterThanOrEqual(Number(expected.$min));
	} else expect(actual).toEqual(expected);
}

test.each((cases as unknown as readonly Case[]).map((each) => [each.name, each] as const))(
	'%s',
	async (_, given) => {
		const { sandbox, engine } = stage;
		const isAli = given.provider === 'aliexpress';
		const ids = given.ids ?? [isAli ? ALI_SAMPLE : 'SO1'];
		for (const id of ids) {
			const key = id.replace(/\.0$|\u200b/g, '');
			if (given.order !== undefined) sandbox.setOrder(given.provider, key, given.order);
			sandbox.setTracking(key, given.tracking ?? NO_TRACKING);
		}
		for (const body of given.faults ?? []) {
			const fault =
				'html' in body
					? ({ kind: 'not-json', text: String(body.html) } as const)
					: ({ kind: 'body', body } as const);
			sandbox.faults.next({ call: 'order' }, fault);
		}
		if (given.createAnswer !== undefined) {
			sandbox.faults.always({ call: 'token' }, { kind: 'body', body: given.createAnswer });
		}
		const credential = isAli ? 'ali' : 'tuya';
		const stored = engine.store.get(credential);
		engine.store.put(credential, {
			...stored,
			...given.credential,
			...(given.credential?.accessId ? { accessId: `${String(stored.accessId)}\u200b` } : {}),
			baseUrl: `${String(stored.baseUrl)}${given.baseUrlSuffix ?? ''}`,
		});
		const finished = await stage.get(
			ids.map(isAli ? ali : tuya),
			given.parameters as Parameters<Stage['get']>[1],
			given.onError ? { onError: given.onError } : {},
		);
		const result = {
			rows: finished.jsons('Get Order'),
			error: finished.error?.message,
			description: finished.error?.description,
			calls: sandbox.requests.length,
			wait: Math.max(0, ...stage.waits),
		};
		for (const [path, expected] of Object.entries(given.expect)) check(at(result, path), expected);
	},
);
