using System.Globalization;

namespace FimNet.MLNet.AutoML;

/// <summary>What an experiment compares its trials by, always on the validation set.</summary>
public sealed class FimNetMetric
{
    private const double UsualMissRate = 0.05;

    private readonly Func<TrialMetrics, double?> _value;

    private FimNetMetric(string name, bool isHigherBetter, bool needsMasks, double missRate, Func<TrialMetrics, double?> value)
    {
        Name = name;
        IsHigherBetter = isHigherBetter;
        NeedsMasks = needsMasks;
        MissRate = missRate;
        _value = value;
    }

    /// <summary>Area under the ROC curve of whole images, 0 to 1; higher is better.</summary>
    public static FimNetMetric ImageAuRoc { get; } = new(nameof(ImageAuRoc), isHigherBetter: true, needsMasks: false, UsualMissRate, metrics => metrics.ImageAuRoc);

    /// <summary>Area under the ROC curve of pixels, 0 to 1; higher is better. The default.</summary>
    public static FimNetMetric PixelAuRoc { get; } = new(nameof(PixelAuRoc), isHigherBetter: true, needsMasks: true, UsualMissRate, metrics => metrics.PixelAuRoc);

    /// <summary>Area under the per-region overlap curve up to a false-positive rate of 0.3, 0 to 1; higher is better.</summary>
    public static FimNetMetric AuPro { get; } = new(nameof(AuPro), isHigherBetter: true, needsMasks: true, UsualMissRate, metrics => metrics.AuPro);

    /// <summary>The metric's name, with its miss rate where it has one.</summary>
    public string Name { get; }

    /// <summary>Whether a higher value is better.</summary>
    public bool IsHigherBetter { get; }

    internal bool NeedsMasks { get; }

    /// <summary>At which <see cref="TrialMetrics.FalseAlarmRate"/> is computed.</summary>
    internal double MissRate { get; }

    /// <summary>The share of good images that raise a false alarm when the threshold is as high as a miss rate allows; lower is better.</summary>
    /// <param name="missRate">The share of defective images that may be missed: 0 or above, below 1.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of its range.</exception>
    public static FimNetMetric FalseAlarmRate(double missRate) => missRate is >= 0 and < 1
        ? new(string.Create(CultureInfo.InvariantCulture, $"FalseAlarmRate({missRate})"), isHigherBetter: false, needsMasks: false, missRate, metrics => metrics.FalseAlarmRate)
        : throw new ArgumentOutOfRangeException(nameof(missRate), missRate, "missRate must be 0 or above and below 1.");

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static FimNetMetric Parse(string name)
    {
        const string Rate = "FalseAlarmRate(";
        return new[] { ImageAuRoc, PixelAuRoc, AuPro }.FirstOrDefault(metric => metric.Name == name)
            ?? FalseAlarmRate(double.Parse(name[Rate.Length..^1], CultureInfo.InvariantCulture));
    }

    internal double Of(TrialMetrics metrics) => _value(metrics) ?? double.NaN;

    /// <summary>Lower is better.</summary>
    internal double Loss(TrialMetrics metrics) => IsHigherBetter ? -Of(metrics) : Of(metrics);
}
