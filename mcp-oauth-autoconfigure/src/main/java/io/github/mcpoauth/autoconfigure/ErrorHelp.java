package io.github.mcpoauth.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.CorsFilter;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.UriText;
import io.github.mcpoauth.web.ErrorHelpEndpoint;
import io.github.mcpoauth.web.ErrorHelpFilter;

/**
 * Where errors lead to.
 *
 * @param page the page, or {@code null} if there is none
 * @param own whether this application serves it
 * @param checks whether errors name the check as well
 */
record ErrorHelp(@Nullable String page, boolean own, CheckNaming checks) {

	static ErrorHelp of(ErrorProperties properties, PublicUrls urls, CheckNaming checks) {
		if (StringUtils.hasText(properties.helpUri())) {
			return new ErrorHelp(checked(properties.helpUri().strip()), false, checks);
		}
		return properties.helpPage() ? new ErrorHelp(urls.endpoint(ErrorHelpEndpoint.PATH), true, checks)
				: new ErrorHelp(null, false, checks);
	}

	private static String checked(String uri) {
		try {
			URI parsed = UriText.parse(uri);
			if (parsed.getHost() != null && parsed.getRawFragment() == null && parsed.getScheme() != null
					&& parsed.getScheme().matches("https?")) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			// Refused below
		}
		throw new McpOAuthConfigurationException("mcp.oauth.errors.help-uri", uri,
				"clients could not open it, or the error code could not be added to it",
				"Set a URL without a fragment, such as https://docs.example.com/oauth-errors");
	}

	/**
	 * To be called before anything that answers gets into the chain.
	 */
	void applyTo(HttpSecurity http) {
		this.checks.applyTo(http);
		if (this.page != null) {
			http.addFilterBefore(new ErrorHelpFilter(this.page), CorsFilter.class);
		}
	}

	WellKnownDocuments asDocuments() {
		return WellKnownDocuments
			.exactly(this.own ? Map.of(ErrorHelpEndpoint.PATH, new ErrorHelpEndpoint()) : Map.of());
	}

}
