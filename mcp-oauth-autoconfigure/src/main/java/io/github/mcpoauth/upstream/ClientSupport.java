package io.github.mcpoauth.upstream;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a provider's metadata says to clients that come to it themselves. Immutable.
 *
 * @param registrationEndpoint where clients register, as the metadata spells it and
 * unchecked; {@code null} if it names no place
 * @param metadataDocuments whether a client's identifier may be the URL of its metadata
 * (Client ID Metadata Documents)
 * @param codeChallengeMethods how code challenges may be made; empty if the provider does
 * not say
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-2">RFC 8414 section
 * 2</a>
 */
public record ClientSupport(@Nullable String registrationEndpoint, boolean metadataDocuments,
		Set<String> codeChallengeMethods) {

	private static final String REGISTRATION = "registration_endpoint";

	private static final String METADATA_DOCUMENTS = "client_id_metadata_document_supported";

	private static final String CHALLENGE_METHODS = "code_challenge_methods_supported";

	public ClientSupport {
		codeChallengeMethods = Set.copyOf(codeChallengeMethods);
	}

	static ClientSupport read(Map<String, @Nullable Object> members) {
		return new ClientSupport((members.get(REGISTRATION) instanceof String endpoint) ? endpoint : null,
				Boolean.TRUE.equals(members.get(METADATA_DOCUMENTS)),
				ProviderDocument.strings(members.get(CHALLENGE_METHODS)));
	}

	void addTo(Map<String, Object> members) {
		if (this.registrationEndpoint != null) {
			members.put(REGISTRATION, this.registrationEndpoint);
		}
		members.put(METADATA_DOCUMENTS, this.metadataDocuments);
		members.put(CHALLENGE_METHODS, List.copyOf(this.codeChallengeMethods));
	}

}
