using Microsoft.ML;

namespace FimNet.MLNet.Pipeline;

/// <summary>How the appended columns of a live row are read.</summary>
/// <param name="Getters">In the order of the columns: each a <see cref="ValueGetter{TValue}"/> of the column's type.</param>
/// <param name="Ended">Called once when nobody reads the row any more; null when there is nothing to do then.</param>
internal sealed record AppendedGetters(Delegate[] Getters, Action? Ended = null);
