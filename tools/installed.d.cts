export interface LockedPackage {
	readonly version?: string;
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly devDependencies?: Readonly<Record<string, string>>;
}

/** By path, such as `node_modules/jest`. */
export type Packages = Readonly<Record<string, LockedPackage>>;

export declare function outdatedPackages(locked: Packages, installed: Packages): string[];

export declare function isInstalled(folder: string): boolean;
