import type { INodeProperties } from 'n8n-workflow';

export const parameters: readonly INodeProperties[] = [
	{
		displayName: 'Shop',
		name: 'shop',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. S1',
		description: 'The shop that the order was placed in',
	},
];

/** The labels of the required parameters, for messages that name the field. */
export const labels = { shop: 'Shop' } as const;
