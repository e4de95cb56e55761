package io.github.mcpoauth.consent;

import java.util.Collection;
import java.util.stream.Stream;

import io.github.mcpoauth.core.RedirectUri;

/**
 * Where a form may lead that ends with a redirect to a client.
 * <p>
 * Browsers apply {@code form-action} to every redirect that follows the form, not only to
 * the first. Many clients redirect on from their callback, to a page of another host or
 * into an application, and an exact list would leave the user with a form that does
 * nothing. So it names schemes, which still keeps out those that run code.
 */
public final class FormTargets {

	private FormTargets() {
	}

	/**
	 * The targets of a form.
	 * @param redirectUri where the redirect leads
	 * @param applicationSchemes URI schemes that it may lead on to besides https and the
	 * one of the redirect URI
	 * @return CSP sources
	 */
	public static String[] of(RedirectUri redirectUri, Collection<String> applicationSchemes) {
		Stream<String> own = redirectUri.isLoopback() ? Stream.of("http", "https")
				: Stream.of("https", redirectUri.scheme());
		return Stream.concat(own, applicationSchemes.stream())
			.distinct()
			.map((scheme) -> scheme + ":")
			.toArray(String[]::new);
	}

}
