/** Maps the elements with limited concurrency; results are in the order of the elements. */
export async function mapConcurrent<From, To>(
	concurrency: number,
	elements: readonly From[],
	work: (element: From, index: number) => Promise<To>,
): Promise<To[]> {
	const results = new Array<To>(elements.length);
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let index = next++; index < elements.length; index = next++) {
			results[index] = await work(elements[index] as From, index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, elements.length) }, worker));
	return results;
}
