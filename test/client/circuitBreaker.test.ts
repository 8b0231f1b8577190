import { CircuitBreaker } from '../../client/circuitBreaker';
import { err, ok, type Failure } from '../../providers/failure';

const TEXTS = { message: 'What happened', description: 'How to fix it.' };
const throttled: Failure = { kind: 'throttled', ...TEXTS };
const failed = (failure: Failure) => err(failure);
const after = (...outcomes: ReadonlyArray<Parameters<CircuitBreaker['settled']>[0]>) => {
	const breaker = new CircuitBreaker();
	for (const outcome of outcomes) breaker.settled(outcome);
	return breaker.failure;
};
const five = (failure: Failure) => Array.from({ length: 5 }, () => failed(failure));

test.each<Failure>([
	throttled,
	{ kind: 'transient', code: 'refused', ...TEXTS },
	{ kind: 'transient', code: 'dns', ...TEXTS },
	{ kind: 'transient', code: 'unreachable', ...TEXTS },
	{ kind: 'transient', code: 'connect_timeout', ...TEXTS },
])('opens after five orders in a row that failed by $kind $code, with that cause', (failure) => {
	expect(after(...five(failure).slice(1))).toBeUndefined();
	expect(after(...five(failure))).toBe(failure);
});

test.each<Failure>([
	{ kind: 'not_found', ...TEXTS },
	{ kind: 'transient', code: 'reset', ...TEXTS },
	{ kind: 'transient', httpStatus: 503, ...TEXTS },
	{ kind: 'invalid_response', ...TEXTS },
])('never opens by %j: the next order may succeed', (failure) => {
	expect(after(...five(failure), ...five(failure))).toBeUndefined();
});

test('an order that arrives, or fails by itself, starts the count again', () => {
	const four = five(throttled).slice(1);
	expect(after(...four, ok(1), ...four)).toBeUndefined();
	expect(after(...four, failed({ kind: 'not_found', ...TEXTS }), ...four)).toBeUndefined();
});
