import type { INodeProperties } from 'n8n-workflow';

export const parameters: readonly INodeProperties[] = [
	{
		displayName: 'Mall Code',
		name: 'mallCode',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. M1234567890',
		description:
			'Code of the mall in which the order was placed. It is shown in the Tuya mall console; if you cannot find it there, ask your Tuya contact.',
	},
	{
		displayName: 'Site Code',
		name: 'siteCode',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. CN',
		description:
			'Code of the mall’s site on which the order was placed. It is shown in the Tuya mall console; if you cannot find it there, ask your Tuya contact.',
	},
];
