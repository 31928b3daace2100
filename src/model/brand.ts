declare const brand: unique symbol
/** A string that went through the parse function of its kind and nothing else. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
