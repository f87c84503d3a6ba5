// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.

/** An item of `additionalDenialReasons`. */
export interface DenialReason {
  /** The code of this reason. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  statusCode?: number;
  /** This reason, in words. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  reason?: string;
  /** Whether the request may be resubmitted despite this reason. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  resubmitAllowed?: boolean;
}

/**
 * The toll-free number is verified.
 *
 * Start sending messages from it.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface VerificationVerified {
  /** The index in the body, from 0. */
  index: number;
  /** What it says about the number. */
  outcome: "verified";
  /** The fields of the webhook. Bandwidth requires none of them. */
  value: {
    /** The ID of your Bandwidth account. A number in the specification of 2023. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    accountId?: string;
    /** The toll-free number. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    phoneNumber?: string;
    /** Whether the number is verified. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    status?: "VERIFIED";
    /** Bandwidth's ID of the verification request. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    internalTicketNumber?: string;
  };
}

/**
 * The toll-free number is not verified. The webhook gives no reason.
 *
 * Look the request up in the Bandwidth Dashboard by `internalTicketNumber`.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface VerificationUnverified {
  /** The index in the body, from 0. */
  index: number;
  /** What it says about the number. */
  outcome: "unverified";
  /** The fields of the webhook. Bandwidth requires none of them. */
  value: {
    /** The ID of your Bandwidth account. A number in the specification of 2023. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    accountId?: string;
    /** The toll-free number. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    phoneNumber?: string;
    /** Whether the number is verified. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    status?: "UNVERIFIED";
    /** Bandwidth's ID of the verification request. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    internalTicketNumber?: string;
  };
}

/**
 * The verification request is being reviewed. Only the specification of 2023 has this status.
 *
 * Wait for the next webhook.
 *
 * @see https://github.com/Bandwidth/api-docs/blob/main/site/specs/messaging-tfverify-athena.yml
 */
export interface VerificationPending {
  /** The index in the body, from 0. */
  index: number;
  /** What it says about the number. */
  outcome: "pending";
  /** The fields of the webhook. Bandwidth requires none of them. */
  value: {
    /** The ID of your Bandwidth account. A number in the specification of 2023. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    accountId?: string;
    /** The toll-free number. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    phoneNumber?: string;
    /** Whether the number is verified. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    status?: "PENDING";
    /** Bandwidth's ID of the verification request. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    internalTicketNumber?: string;
  };
}

/**
 * The verification request was denied. `denialStatusCode` and `declineReasonDescription` give the main reason, `additionalDenialReasons` the others.
 *
 * If `resubmitAllowed` is true, fix what the reasons name, then resubmit the request with PUT.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface VerificationDenied {
  /** The index in the body, from 0. */
  index: number;
  /** What it says about the number. */
  outcome: "denied";
  /** The fields of the webhook. Bandwidth requires none of them. */
  value: {
    /** The ID of your Bandwidth account. A number in the specification of 2023. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    accountId?: string;
    /** The toll-free number. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    phoneNumber?: string;
    /** Whether the number is verified. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    status?: "VERIFIED" | "UNVERIFIED" | "PENDING" | (string & {});
    /** Bandwidth's ID of the verification request. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    internalTicketNumber?: string;
    /** The main reason for the denial, in words. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    declineReasonDescription?: string;
    /** The name of `declineReasonDescription` in the specification of 2023. @see https://github.com/Bandwidth/api-docs/blob/main/site/specs/messaging-tfverify-athena.yml */
    denialReasonDescription?: string;
    /** The code of the main reason for the denial. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    denialStatusCode?: number;
    /** Further reasons for the denial. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    additionalDenialReasons?: DenialReason[];
    /** Whether the request may be corrected and resubmitted with PUT. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    resubmitAllowed?: boolean;
    /** Whether the number is blocked. Sent only if it is. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    blocked?: boolean;
    /** Why the number is blocked, in words. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    blockedReason?: string;
  };
}

/**
 * The toll-free number is blocked, even if its `status` is still `VERIFIED`.
 *
 * Stop sending from it, and ask Bandwidth about the reason in `blockedReason`.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface VerificationBlocked {
  /** The index in the body, from 0. */
  index: number;
  /** What it says about the number. */
  outcome: "blocked";
  /** The fields of the webhook. Bandwidth requires none of them. */
  value: {
    /** The ID of your Bandwidth account. A number in the specification of 2023. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    accountId?: string;
    /** The toll-free number. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    phoneNumber?: string;
    /** Whether the number is verified. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    status?: "VERIFIED" | "UNVERIFIED" | "PENDING" | (string & {});
    /** Bandwidth's ID of the verification request. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    internalTicketNumber?: string;
    /** Whether the number is blocked. Sent only if it is. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    blocked?: boolean;
    /** Why the number is blocked, in words. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    blockedReason?: string;
  };
}

/**
 * The verification request could not be processed. `errors` lists what is wrong with it.
 *
 * Correct the request and submit it again.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface VerificationFailed {
  /** The index in the body, from 0. */
  index: number;
  /** What it says about the number. */
  outcome: "failed";
  /** The fields of the webhook. Bandwidth requires none of them. */
  value: {
    /** The ID of your Bandwidth account. A number in the specification of 2023. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    accountId?: string;
    /** The toll-free number. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    phoneNumber?: string;
    /** Bandwidth's ID of the verification request. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    internalTicketNumber?: string;
    /** The HTTP status of the failed request, as a string. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    errorCode?: string;
    /** Why the request could not be processed, in words. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    errorMessage?: string;
    /** What is wrong with the request: one string per problem. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    errors?: string[];
    /** Whether the request was invalid; in the specification of 2023. @see https://github.com/Bandwidth/api-docs/blob/main/site/specs/messaging-tfverify-athena.yml */
    isBadRequest?: boolean;
  };
}

/**
 * A webhook about a toll-free verification whose fields give no known outcome.
 *
 * Answer 2xx, and look the request up by `internalTicketNumber`.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface VerificationOther {
  /** The index in the body, from 0. */
  index: number;
  /** What it says about the number. */
  outcome: "other";
  /** The fields of the webhook. Bandwidth requires none of them. */
  value: {
    /** The ID of your Bandwidth account. A number in the specification of 2023. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    accountId?: string;
    /** The toll-free number. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    phoneNumber?: string;
    /** Whether the number is verified. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    status?: "VERIFIED" | "UNVERIFIED" | "PENDING" | (string & {});
    /** Bandwidth's ID of the verification request. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    internalTicketNumber?: string;
  };
}

/** A toll-free verification webhook, discriminated by `outcome`. */
export type Verification =
  | VerificationVerified
  | VerificationUnverified
  | VerificationPending
  | VerificationDenied
  | VerificationBlocked
  | VerificationFailed
  | VerificationOther
  ;

/** What a webhook says about a toll-free number. */
export type VerificationOutcome = Verification["outcome"];
