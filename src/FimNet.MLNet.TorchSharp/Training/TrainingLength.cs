using System.Globalization;

namespace FimNet.MLNet;

/// <summary>How long a training stage runs: optimiser steps, epochs, or time. Made by its factory methods.</summary>
public readonly record struct TrainingLength
{
    private TrainingLength(LengthUnit unit, double amount)
    {
        Unit = unit;
        Amount = amount;
    }

    internal enum LengthUnit
    {
        Steps,
        Epochs,
        Seconds,
    }

    /// <summary>No training at all: the stage is left out (Table VI, column D, for stage 2).</summary>
    public static TrainingLength None => default;

    internal LengthUnit Unit { get; }

    internal double Amount { get; }

    /// <summary>A number of optimiser steps, each over one batch of patches.</summary>
    /// <param name="count">0 to 10,000,000.</param>
    /// <returns>The length.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is out of range.</exception>
    public static TrainingLength Steps(int count) => Create(LengthUnit.Steps, count, 10_000_000, nameof(count), "steps");

    /// <summary>A number of epochs: one epoch draws as many patches as the training images hold side by side.</summary>
    /// <param name="count">0 to 100,000; fractions are allowed.</param>
    /// <returns>The length.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is out of range.</exception>
    public static TrainingLength Epochs(double count) => Create(LengthUnit.Epochs, count, 100_000, nameof(count), "epochs");

    /// <summary>A time budget. The number of steps, and so the model, then depends on the machine.</summary>
    /// <param name="duration">0 to 30 days.</param>
    /// <returns>The length.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is out of range.</exception>
    public static TrainingLength Time(TimeSpan duration) =>
        Create(LengthUnit.Seconds, duration.TotalSeconds, TimeSpan.FromDays(30).TotalSeconds, nameof(duration), "seconds");

    /// <summary>The length in words, such as "500 steps".</summary>
    /// <returns>The amount and its unit.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Unit.ToString().ToLowerInvariant()}");

    /// <summary>Reads what <see cref="ToString"/> gives.</summary>
    internal static bool TryParse(string? text, out TrainingLength length)
    {
        length = default;
        if (text?.Split(' ') is not [string amount, string unit]
            || !double.TryParse(amount, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || !(number >= 0)
            || !Enum.TryParse(unit, ignoreCase: true, out LengthUnit parsed))
        {
            return false;
        }

        length = new TrainingLength(parsed, number);
        return true;
    }

    private static TrainingLength Create(LengthUnit unit, double amount, double most, string parameter, string name) =>
        amount >= 0 && amount <= most
            ? new TrainingLength(unit, amount)
            : throw new ArgumentOutOfRangeException(
                parameter, amount, string.Create(CultureInfo.InvariantCulture, $"A training length in {name} must be between 0 and {most}."));
}
