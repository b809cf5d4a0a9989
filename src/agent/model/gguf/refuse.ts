/** Why a file is not taken, as it goes on after its name: "is a web page, …". */
export class Refused extends Error {}

export function refuse(reason: string): never {
  throw new Refused(reason)
}
