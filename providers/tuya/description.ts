import type { INodeProperties } from 'n8n-workflow';

/** Tuya's parameters beside the order id; the node shows them for this provider alone. */
export const parameters: readonly INodeProperties[] = [
	{
		displayName: 'Mall Code',
		name: 'mallCode',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. M1234567890',
		description: 'Code of the mall that the order was placed in, as the Tuya mall console shows it',
	},
	{
		displayName: 'Site Code',
		name: 'siteCode',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. CN',
		description: 'Code of the mall’s site that the order was placed on',
	},
];

/** The labels of the required parameters, for refusals that name the field. */
export const labels = { mallCode: 'Mall Code', siteCode: 'Site Code' } as const;
