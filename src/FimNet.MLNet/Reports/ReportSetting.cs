namespace FimNet.MLNet.Reports;

/// <summary>A setting or a version, as text.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
internal sealed record ReportSetting(string Name, string Value);
