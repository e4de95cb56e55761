package io.github.mcpoauth.architecture;

import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;

/**
 * The rules of the design, checked against the library. That they find what they look for
 * is shown in {@link ArchitectureRulesTests}.
 */
@AnalyzeClasses(packages = ArchitectureTests.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	static final String ROOT = "io.github.mcpoauth";

	/**
	 * Beans that a user can't replace, and why.
	 */
	private static final Map<String, String> FIXED_BEANS = Map.ofEntries(
			Map.entry("mcpOAuthDeploymentCheck", "a check at startup: there may be any number of its type"),
			Map.entry("mcpMissingAuthorizationServerCheck", "a check at startup: there may be any number of its type"),
			Map.entry("mcpProtectedResource", "the first of mcpProtectedResources"),
			Map.entry("mcpProtectedResources",
					"nothing but the properties mcp.oauth.resource.* and mcp.oauth.resources.*, "
							+ "which are the way to change it"),
			Map.entry("mcpHttpFetcher",
					"final, because its limits hold for every request only if nobody else makes requests"),
			Map.entry("mcpClientDocuments",
					"final, because its rules protect this server; what clients there are is the Clients bean's to say"),
			Map.entry("mcpClientAssertions",
					"final, because it is one memory of what was used; who the clients are is the Clients bean's to say"),
			Map.entry("mcpConfiguredClients",
					"nothing but the properties mcp.oauth.authorization-server.clients.*, which are the way to change it"),
			Map.entry("mcpIdentityAssertions",
					"final, because its rules protect users; where used ones are is the UsedAssertionLog bean's to say"),
			Map.entry("mcpServerRegistry",
					"all McpServers beans, of which there may be any number, and a McpServerStore"),
			Map.entry("mcpTargetResources", "mcpProtectedResources and mcpServerRegistry"),
			Map.entry("mcpLogins",
					"all users' beans, all beans of the type FederatedLogins, and the AllowedUsers bean"),
			Map.entry("mcpFederatedLogins",
					"nothing but the properties mcp.oauth.upstream.* and mcp.oauth.upstreams.*, "
							+ "which are the way to change it"),
			Map.entry("mcpMissingOAuth2ClientCheck", "a check at startup: there may be any number of its type"),
			Map.entry("mcpPublishedEndpoints", "the paths that the chain serves"),
			Map.entry("mcpRevokedAccessTokens",
					"final, and what the authorization service writes to must be what the verifier reads"),
			Map.entry("mcpRememberedConsents",
					"final, because its rules protect people; where consents are is the ConsentStore bean's to say"),
			Map.entry("mcpTokenKeeper",
					"final, because its rules protect people; where tokens are is the UpstreamTokenStore bean's to say"),
			Map.entry("mcpStoreMaintenance", "final; what it does is up to the stores"),
			Map.entry("mcpExpiringRegistrations", "final; what it does is up to the RegistrationStore bean"),
			Map.entry("mcpSharedRevocations",
					"final; between the RevokedTokenLog, which can be replaced, and mcpRevokedAccessTokens"),
			Map.entry("mcpUserMapping",
					"there may be any number of its type; what it does is the UserMapper bean's to say"),
			Map.entry("mcpConfiguredOperationScopes",
					"there may be any number of its type; what it says is in the properties mcp.oauth.tools.*"),
			Map.entry("mcpAnnotatedOperationScopes",
					"there may be any number of its type; what it says is at the methods"),
			Map.entry("mcpRequiresScopesAdvisor", "the ScopeHierarchy, and what is annotated"),
			Map.entry("mcpScopeRules", "all beans of the type OperationScopes, and the ScopeHierarchy"),
			Map.entry("mcpIntrospectionLimit",
					"nothing but the property mcp.oauth.tokens.max-concurrent-lookups, which is the way to change it"),
			Map.entry("mcpApiKeys", "the properties mcp.oauth.api-keys.* and all beans of the type ApiKeyLookup"),
			Map.entry("mcpRegistrationRules",
					"the RedirectUriPolicy and the ScopeCatalog, at registration and at its update alike"),
			Map.entry("mcpClientRegistrar",
					"its kinds are this library's; where registrations are is the RegistrationStore bean's to say"),
			Map.entry("mcpBaseUrlCheck", "a check of the doctor: there may be any number of its type"),
			Map.entry("mcpSecretCheck", "a check of the doctor: there may be any number of its type"),
			Map.entry("mcpSigningKeysCheck", "a check of the doctor: there may be any number of its type"),
			Map.entry("mcpGrantStoreCheck", "a check of the doctor: there may be any number of its type"),
			Map.entry("mcpOpenRegistrationCheck", "a check of the doctor: there may be any number of its type"),
			Map.entry("mcpRelaxationsCheck", "a check of the doctor: there may be any number of its type"),
			Map.entry("mcpUpstreamCheck", "a check of the doctor: there may be any number of its type"),
			Map.entry("mcpClientDocumentsCheck", "a check of the doctor: there may be any number of its type"),
			Map.entry("mcpSelfCheck", "a check of the doctor: there may be any number of its type"),
			Map.entry("mcpDoctorSummary", "final; what it says is up to the checks of the doctor"),
			Map.entry("mcpChallengeMetrics", "there may be any number of listeners and meter binders"),
			Map.entry("mcpTokenCacheMetrics",
					"there may be any number of meter binders; management.metrics.enable.cache turns it off"),
			Map.entry("mcpOAuthEventLogger", "there may be any number of listeners; logging.level turns it off"),
			Map.entry("mcpOAuthAuditListener",
					"there may be any number of listeners; where audit events are is "
							+ "the AuditEventRepository bean's to say"),
			Map.entry("mcpSecretPropertyMask", "there may be any number of its type"), Map.entry("mcpUpstreamSettings",
					"nothing but the properties mcp.oauth.upstream.*, which are the way to change it"));

	private final LayoutRules layout = new LayoutRules(ROOT);

	private final ConnectionRules connections = new ConnectionRules(ROOT);

	private final SpringRules spring = new SpringRules(ROOT);

	@ArchTest
	void everyPackageIsInTheLayout(JavaClasses classes) {
		this.layout.everyPackageIsInTheLayout().check(classes);
	}

	@ArchTest
	void packagesAreFreeOfCycles(JavaClasses classes) {
		this.layout.packagesAreFreeOfCycles().check(classes);
	}

	@ArchTest
	void packagesUseOnlyThoseAboveThem(JavaClasses classes) {
		this.layout.packagesUseOnlyThoseAboveThem().check(classes);
	}

	@ArchTest
	void coreUsesTheJdkOnly(JavaClasses classes) {
		this.layout.coreUsesTheJdkOnly().check(classes);
	}

	@ArchTest
	void packagesAreNullMarked(JavaClasses classes) {
		this.layout.packagesAreNullMarked().check(classes);
	}

	@ArchTest
	void publicTypesAreNeededElsewhere(JavaClasses classes) {
		this.layout.publicTypesAreNeededElsewhere().check(classes);
	}

	@ArchTest
	void onlyNetUsesHttpClients(JavaClasses classes) {
		this.connections.onlyNetUsesHttpClients().check(classes);
	}

	@ArchTest
	void onlyNetFetchesUrls(JavaClasses classes) {
		this.connections.onlyNetFetchesUrls().check(classes);
	}

	@ArchTest
	void onlyTheLoopbackServerBindsPorts(JavaClasses classes) {
		this.connections.onlyTheLoopbackServerBindsPorts().check(classes);
	}

	@ArchTest
	void urlsAreNotTakenFromRequests(JavaClasses classes) {
		this.connections.urlsAreNotTakenFromRequests().check(classes);
	}

	@ArchTest
	void proxyHeadersAreNotRead(JavaClasses classes) {
		this.connections.proxyHeadersAreNotRead().check(classes);
	}

	@ArchTest
	void propertiesStayInAutoconfigure(JavaClasses classes) {
		this.spring.propertiesStayInAutoconfigure().check(classes);
	}

	@ArchTest
	void autoConfigurationsAreEmpty(JavaClasses classes) {
		this.spring.autoConfigurationsAreEmpty().check(classes);
	}

	@ArchTest
	void configurationsAreInternal(JavaClasses classes) {
		this.spring.configurationsAreInternal().check(classes);
	}

	@ArchTest
	void beansSitInConfigurations(JavaClasses classes) {
		this.spring.beansSitInConfigurations().check(classes);
	}

	@ArchTest
	void beansAreReplaceable(JavaClasses classes) {
		this.spring.beansAreReplaceable(FIXED_BEANS).check(classes);
	}

	@ArchTest
	void nothingIsPrinted(JavaClasses classes) {
		CodeRules.nothingIsPrinted().check(classes);
	}

	@ArchTest
	void javaLoggingIsNotUsed(JavaClasses classes) {
		CodeRules.javaLoggingIsNotUsed().check(classes);
	}

	@ArchTest
	void threadsDoNotSleep(JavaClasses classes) {
		CodeRules.threadsDoNotSleep().check(classes);
	}

	@ArchTest
	void inputDoesNotNameTypes(JavaClasses classes) {
		CodeRules.inputDoesNotNameTypes().check(classes);
	}

	@ArchTag("M12")
	@ArchTest
	void bytesAreComparedInConstantTime(JavaClasses classes) {
		CodeRules.bytesAreComparedInConstantTime().check(classes);
	}

	@ArchTest
	void urisAreReadByUriText(JavaClasses classes) {
		CodeRules.urisAreReadByUriText().check(classes);
	}

}
