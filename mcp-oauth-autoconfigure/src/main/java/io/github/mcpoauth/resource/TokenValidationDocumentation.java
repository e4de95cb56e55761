package io.github.mcpoauth.resource;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed of token verifications.
 */
enum TokenValidationDocumentation implements ObservationDocumentation {

	/** The verification of a token that is not in the cache. */
	TOKEN_VALIDATION {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return TokenValidationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

	};

	/** Tags of metrics. */
	enum LowCardinalityKeyNames implements KeyName {

		/** What the token looks like: a {@link Caller.TokenKind}. */
		KIND {

			@Override
			public String asString() {
				return "kind";
			}

		},

		/** Why it was refused: a {@link ChallengeReason}, or none. */
		REASON {

			@Override
			public String asString() {
				return "reason";
			}

		},

		/** How it went: valid, invalid or unavailable; none until then. */
		RESULT {

			@Override
			public String asString() {
				return "result";
			}

		}

	}

}
