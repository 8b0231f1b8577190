/** How many of the answers, texts or data, hold an order; each stands for a row. */
export function counted(answers: readonly unknown[]): { orders: number; rows: number } {
	const orders = answers.filter((answer) =>
		(typeof answer === 'string' ? answer : JSON.stringify(answer)).includes('"order_status"'),
	).length;
	return { orders, rows: orders };
}
