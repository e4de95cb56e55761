package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows a wrong configuration as what it is, not as a stack trace.
 */
class McpOAuthConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<McpOAuthConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, McpOAuthConfigurationException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.fix(), cause);
	}

}
