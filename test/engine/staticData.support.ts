import type { IDataObject, Workflow } from 'n8n-workflow';

/** The static data of a workflow in n8n's database: JSON, written and read as a whole. */
export class StaticDataStore {
	private text: string;
	/** How often n8n has stored it. */
	saves = 0;

	constructor(data: IDataObject = {}) {
		this.text = JSON.stringify(data);
	}

	load(): IDataObject {
		return JSON.parse(this.text) as IDataObject;
	}

	save(data: IDataObject): void {
		this.text = JSON.stringify(data);
		this.saves++;
	}

	/** What n8n does at an activation and when a trigger emits: it stores what has changed. */
	saveChanged({ staticData }: Workflow): void {
		if (staticData.__dataChanged !== true) return;
		this.save(staticData);
		staticData.__dataChanged = false;
	}
}
