using System.Text.Json;

namespace FimNet.MLNet.Reports;

/// <summary>A report's data as JSON that can stand inside an HTML script element: the encoder leaves no angle bracket.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new FiniteNumberConverter() },
    };

    /// <exception cref="ArgumentException">A score or the threshold is not a finite number.</exception>
    public static string Write(ReportData data)
    {
        if (!double.IsFinite(data.Threshold))
        {
            throw new ArgumentException($"The threshold {data.Threshold} is not a finite number.", nameof(data));
        }

        if (data.Images.FirstOrDefault(image => !double.IsFinite(image.Score)) is { } image)
        {
            throw new ArgumentException($"The score {image.Score} of '{image.Name}' is not a finite number.", nameof(data));
        }

        return JsonSerializer.Serialize(data, Json);
    }
}
