declare const brand: unique symbol;
/** A string that may not be swapped for another kind of id, though both are strings at run time. */
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type SiteId = Branded<'SiteId'>;
export type AreaId = Branded<'AreaId'>;
export type LineId = Branded<'LineId'>;
export type StationId = Branded<'StationId'>;
export type EquipmentKindId = Branded<'EquipmentKindId'>;
export type SignalId = Branded<'SignalId'>;

/** `site/area/line`, unique in an enterprise (ISA-95 path). */
export type LinePath = Branded<'LinePath'>;
/** `site/area/line/equipment`, unique in an enterprise (ISA-95 path). */
export type EquipmentAddress = Branded<'EquipmentAddress'>;
/** `site/area/line/equipment/signal`, unique in an enterprise (ISA-95 path). */
export type SignalAddress = Branded<'SignalAddress'>;

/** Dense position of a signal in one version of the plant model: 0 to `model.signals.length - 1`. */
export type SignalIndex = number;

/** What one path segment may hold: safe in MQTT topics, URLs and file names alike. */
export const SEGMENT_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,47}$/;

export function linePath(site: string, area: string, line: string): LinePath {
  return `${site}/${area}/${line}` as LinePath;
}

export function equipmentAddress(
  site: string,
  area: string,
  line: string,
  equipment: string,
): EquipmentAddress {
  return `${site}/${area}/${line}/${equipment}` as EquipmentAddress;
}

export function signalAddress(equipment: EquipmentAddress, signal: string): SignalAddress {
  return `${equipment}/${signal}` as SignalAddress;
}

/** Path of the line that an equipment or a signal address belongs to. */
export function linePathOf(address: string): LinePath {
  return address.split('/', 3).join('/') as LinePath;
}

/** Id of the line that a line path, an equipment or a signal address belongs to. */
export function lineOf(address: string): string {
  return address.split('/')[2];
}
