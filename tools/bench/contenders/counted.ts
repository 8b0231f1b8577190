/** Counts the responses (text or parsed) that contain an order. Each counts as one row. */
export function counted(answers: readonly unknown[]): { orders: number; rows: number } {
	const orders = answers.filter((answer) =>
		(typeof answer === 'string' ? answer : JSON.stringify(answer)).includes('"order_status"'),
	).length;
	return { orders, rows: orders };
}
