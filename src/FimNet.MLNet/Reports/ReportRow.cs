using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Reports;

/// <summary>A scored image as a report reads it.</summary>
/// <param name="Name">The file's name, or the row's number where there is none.</param>
/// <param name="Defect">The kind of defect; "good" for a good image, empty when unknown.</param>
/// <param name="IsDefective">The label; null without one.</param>
/// <param name="Score">Finite.</param>
/// <param name="Map">The anomaly map, good until the next row is read.</param>
/// <param name="Image">The image, good until the next row is read.</param>
/// <param name="MaskedMap">The map with its mask, good until the next row is read; null when pixels are not evaluated.</param>
internal sealed record ReportRow(string Name, string Defect, bool? IsDefective, float Score, AnomalyMap Map, RgbImage Image, MaskedMap? MaskedMap);
