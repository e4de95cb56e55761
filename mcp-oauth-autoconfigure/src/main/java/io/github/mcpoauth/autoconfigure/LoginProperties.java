package io.github.mcpoauth.autoconfigure;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of logins at identity providers.
 *
 * @param upstreams Identity providers that users of the embedded authorization server can
 * choose from to log in, by names of your own, with the properties of
 * "mcp.oauth.upstream". The name is part of the callback URL:
 * "/oauth2/login/code/{name}".
 */
@ConfigurationProperties("mcp.oauth")
public record LoginProperties(@DefaultValue Map<String, McpOAuthProperties.Upstream> upstreams) {

	/**
	 * Login of users at an identity provider, with the embedded authorization server. Of
	 * its lists, each that is not empty has to have the user.
	 *
	 * @param label What the login page calls the provider. By default the name of the
	 * product, or the host of the issuer.
	 * @param allowedUsers Who may go on, of those who can log in there: "sub" values,
	 * verified e-mail addresses, and for GitHub user names. Without any list everybody
	 * may who has an account there, and at a public provider that is everybody.
	 * @param allowedEmailDomains Domains of e-mail addresses, exactly and without those
	 * below: "example.com". The provider has to say that an address is verified.
	 * @param allowedClaims Claims of the ID token or of the UserInfo endpoint, such as
	 * "groups", with the values of which a user needs one. A name with dots leads into
	 * objects: "[realm_access.roles]".
	 * @param allowedOrganizations GitHub organizations, of one of which a user has to be
	 * a member.
	 * @param allowedTeams GitHub teams, in one of which a user has to be:
	 * "organization/team".
	 * @param keepTokens Whether to keep the provider's tokens of users who log in there,
	 * so that tools can call the provider's API in their names. They are encrypted, where
	 * logins are, and whoever gets into this server can use them.
	 */
	public record Login(@Nullable String label, @DefaultValue List<String> allowedUsers,
			@DefaultValue List<String> allowedEmailDomains, @DefaultValue Map<String, List<String>> allowedClaims,
			@DefaultValue List<String> allowedOrganizations, @DefaultValue List<String> allowedTeams,
			@DefaultValue("false") boolean keepTokens) {

		static final Login NONE = new Login(null, List.of(), List.of(), Map.of(), List.of(), List.of(), false);

	}

}
