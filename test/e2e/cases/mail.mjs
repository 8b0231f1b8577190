import { deepEqual } from 'node:assert/strict';
import { BOTTLES, CAP, CARRIER, pageOf, parcelStage } from './parcels.mjs';

const ID = 'tracking-to-customer-mail';
const ORDER = 'SO7700000000000011';
const OTHER = 'SO7700000000000012';
const SILENT = 'SO7700000000000013';

/** @param {import('../e2e.mjs').Context} context */
export async function mailCases(context) {
	const { test, mocks } = context;
	const { mail } = mocks;
	const { follow, setParcels, runs, fails } = parcelStage(context, ID);
	/** The mails since the last call. */
	const news = () => mail.mails.splice(0);
	await test('Mail: an order without parcels, and a parcel without a number, send nothing', async () => {
		setParcels(ORDER, []);
		setParcels(OTHER, [{ ...BOTTLES, number: '' }]);
		setParcels(SILENT, [{ ...BOTTLES, number: 'SC0009' }]);
		await follow([
			{ order_id: ORDER, customer_email: 'one@example.com' },
			{ order_id: OTHER, customer_email: 'two@example.com' },
			{ order_id: SILENT, customer_email: '' },
		]);
		await runs();
		deepEqual(news(), []);
	});
	await test('Mail: each parcel is mailed once to its customer, with items, carrier, number and link', async () => {
		setParcels(ORDER, [BOTTLES]);
		setParcels(OTHER, [{ ...BOTTLES, number: 'SC0003' }]);
		await runs();
		deepEqual(news(), [
			message('one@example.com', '2 × bottle', 'SC0001'),
			message('two@example.com', '2 × bottle', 'SC0003'),
		]);
		await runs();
		deepEqual(news(), []);
		setParcels(ORDER, [BOTTLES, CAP]);
		await runs();
		deepEqual(news(), [message('one@example.com', '1 × cap', 'SC0002')]);
	});
	await test('Mail: a mail that the server refuses follows in the next run, and no other one', async () => {
		setParcels(ORDER, [
			{ ...BOTTLES, number: 'SC0101' },
			{ ...CAP, number: 'SC0102' },
		]);
		mail.refuseNext(1);
		await fails();
		deepEqual(news(), [message('one@example.com', '1 × cap', 'SC0102')]);
		await runs();
		deepEqual(news(), [message('one@example.com', '2 × bottle', 'SC0101')]);
		await runs();
		deepEqual(news(), []);
	});
}

const message = (to, items, number) => ({
	to: [to],
	subject: 'Your parcel is on its way',
	text: `Your parcel is on its way.

${items}

Carrier: ${CARRIER}
Tracking number: ${number}
${pageOf(number)}`,
});
