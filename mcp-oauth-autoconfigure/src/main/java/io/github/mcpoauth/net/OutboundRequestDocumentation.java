package io.github.mcpoauth.net;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed of requests to other servers.
 */
enum OutboundRequestDocumentation implements ObservationDocumentation {

	/** A request to an identity provider, or for a document of a client's. */
	OUTBOUND_REQUEST {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return OutboundRequestConvention.class;
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

		/** What was asked for: an {@link OutboundOperation}. */
		OPERATION {

			@Override
			public String asString() {
				return "operation";
			}

		},

		/** How it went: success, refused, failed or unreachable; none until then. */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		},

		/** The host, or none if a client chose it. */
		SERVER_ADDRESS {

			@Override
			public String asString() {
				return "server.address";
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
