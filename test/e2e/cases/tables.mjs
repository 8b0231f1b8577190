const MOST = 250;

/**
 * Reads and fills the Data Tables of the owner's project through the editor's API.
 *
 * @param {{api: (path: string, request?: object) => Promise<any>}} n8n signed in
 */
export async function dataTables({ api }) {
	const { id: project } = await api('/projects/personal');
	const base = `/projects/${project}/data-tables`;

	const idOf = async (name) => {
		const { data } = await api(base);
		const table = data.find((each) => each.name === name);
		if (!table) throw new Error(`There is no Data Table "${name}".`);
		return table.id;
	};

	return {
		/** @param {readonly object[]} data rows to add */
		add: async (name, data) => await api(`${base}/${await idOf(name)}/insert`, { body: { data } }),

		/** @param {readonly string[]} names of its columns, which are text */
		create: async (name, names) => {
			const columns = names.map((column) => ({ name: column, type: 'string' }));
			await api(base, { body: { name, columns } });
		},

		/** Changes the row of an order. */
		set: async (name, orderId, data) => {
			const filters = [{ columnName: 'order_id', condition: 'eq', value: orderId }];
			const body = { filter: { type: 'and', filters }, data };
			await api(`${base}/${await idOf(name)}/rows`, { method: 'PATCH', body });
		},

		/** Deletes all rows. */
		clear: async (name) => {
			const filter = { type: 'and', filters: [{ columnName: 'id', condition: 'gt', value: 0 }] };
			const query = `filter=${encodeURIComponent(JSON.stringify(filter))}`;
			await api(`${base}/${await idOf(name)}/rows?${query}`, { method: 'DELETE' });
		},

		/** Names of the columns, in their order. */
		columns: async (name) => {
			const columns = await api(`${base}/${await idOf(name)}/columns`);
			return columns.sort((a, b) => a.index - b.index).map((column) => column.name);
		},

		/** The rows, oldest first, without n8n's own columns. */
		rows: async (name) => {
			const { data } = await api(`${base}/${await idOf(name)}/rows?take=${MOST}`);
			return data
				.sort((a, b) => a.id - b.id)
				.map(({ id: _id, createdAt: _created, updatedAt: _updated, ...row }) => row);
		},
	};
}
