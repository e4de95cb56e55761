package io.github.mcpoauth.web;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed of requests to the endpoints of the protocol.
 */
enum OAuthRequestDocumentation implements ObservationDocumentation {

	/** A request to an endpoint of the protocol. */
	OAUTH_REQUEST {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return OAuthRequestConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}

	};

	/** Tags of metrics. */
	enum LowCardinalityKeyNames implements KeyName {

		/** An {@link OAuthEndpoint}. */
		ENDPOINT {

			@Override
			public String asString() {
				return "endpoint";
			}

		},

		/** The OAuth error code of the answer, other, or none. */
		ERROR_CODE {

			@Override
			public String asString() {
				return "error.code";
			}

		},

		/** The grant type of a token request, other, or none. */
		GRANT_TYPE {

			@Override
			public String asString() {
				return "grant.type";
			}

		},

		/**
		 * How it went: success, continued, granted, refused, limited or failed; none
		 * until then.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		}

	}

	/** Tags of spans only. */
	enum HighCardinalityKeyNames implements KeyName {

		/** The status of the answer. */
		STATUS {

			@Override
			public String asString() {
				return "http.response.status_code";
			}

		}

	}

}
