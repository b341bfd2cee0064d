/**
 * The suite that every connector passes. A connector's test extends {@link
 * dev.tributary.connectors.contract.ConnectorContractTest} and says where its source is ({@link
 * dev.tributary.connectors.contract.ContractSource}) and what its tables are like ({@link
 * dev.tributary.connectors.contract.ContractTable}).
 */
package dev.tributary.connectors.contract;
